"""What cases tells the layers below: its indicators, its import, its place in the navigation."""
