"""Sums above the province: made by triggers, moved by `fold`, read together with what is not yet folded."""
