"""What teams tells the layers below: its indicators, its import, its place in the navigation."""
