"""What CI asks of the sources beyond the ready-made tools. Nothing in hoathuan/ imports this."""
