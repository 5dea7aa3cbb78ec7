"""What support tells payments, budgets and the layers below."""

from . import dues, indicators, moving, papers, privacy, purposes

purposes.register_all()
indicators.register_all()
dues.register_all()
moving.register_all()
privacy.register_all()
papers.register_all()
