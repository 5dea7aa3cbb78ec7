"""How a reform changes units: written as rows, compiled to a blueprint, checked, tried out, applied as one act."""
