"""What is loaded when the tests begin stays to the end: the garbage collector need not look through it again.

Some hundred models and thousands of tests are millions of objects, walked through at every full collection.
"""

import gc

import pytest


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
