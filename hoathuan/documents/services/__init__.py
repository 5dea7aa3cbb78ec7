"""The verbs of templates and papers: one transaction each, the right checked again, a line in the trail."""
