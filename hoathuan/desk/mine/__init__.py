"""The pages of a mediator about herself: her work, her money, her papers, whom to ask. On a phone, in plain words."""
