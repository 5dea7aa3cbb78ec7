"""`manage.py load_forms`: bring changed definitions of forms in without a migration."""

from pathlib import Path

from django.core.management.base import BaseCommand

from hoathuan.reports.services import DEFINITIONS, load_forms


class Command(BaseCommand):
    help = "Loads the definitions of statutory forms; a changed one becomes a new version."

    def add_arguments(self, parser):
        parser.add_argument("folder", nargs="?", type=Path, default=DEFINITIONS)

    def handle(self, *args, **options):
        added = load_forms(options["folder"])
        for version in added:
            self.stdout.write(f"{version.code}: version {version.version} loaded.")
        if not added:
            self.stdout.write("Every form is as it was.")
