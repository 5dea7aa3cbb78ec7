"""What people do with agreements; each verb asks the right again and leaves a trace."""
