"""What checks tells the layers below: that a code tells of a paper and of nobody."""

from hoathuan.privacy.api import Nothing, register

register(
    Nothing("checks.Check", "kind, number, day and issuing body of a paper: what it publishes itself"),
    Nothing("checks.CheckFile", "hashes of files"),
)
