"""Bringing rosters of mediators in from the workbooks that communes keep."""
