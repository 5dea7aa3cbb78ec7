"""What documents tells the layers below: that its books of numbers name nobody."""

from hoathuan.privacy.api import Nothing, register

register(Nothing("documents.Counter", "the last number of a book"))
