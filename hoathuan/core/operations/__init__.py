"""What keeps the system running: logs, health, metrics, signs of life, backup and restore, reading from a replica.

No business words. A context tells its own figures with `operations.register_gauge` in its `ready()`.
"""

from hoathuan.core.operations.gauges import register_gauge

__all__ = ["register_gauge"]
