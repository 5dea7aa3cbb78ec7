"""The pages of plans: the plan, its tasks, its targets, handing down, papers."""
