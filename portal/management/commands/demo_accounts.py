from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.groups import ADMINISTRATORS, all_roles, create_groups


class Command(BaseCommand):
    """Makes one account for each group, all with `settings.DEMO_PASSWORD`, and prints them. For demonstrations only."""

    help = "Make a demonstration account for each group. Refuses to run on a public installation."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--development", action="store_true", help="run although DEBUG is off")

    def handle(self, *args: Any, development: bool, **options: Any) -> None:
        password = getattr(settings, "DEMO_PASSWORD", None)
        if not password:
            raise CommandError("These settings have no DEMO_PASSWORD: demonstration accounts are for development only.")
        if not (settings.DEBUG or development):
            raise CommandError("DEBUG is off. If this is not a public installation, say so with --development.")

        User = get_user_model()
        if not Group.objects.filter(name=ADMINISTRATORS.name).exists():
            create_groups()
        roles = all_roles()
        known = User.objects.filter(username__in=[role.username for role in roles]).values_list("password", flat=True)
        # One hash for all: making one takes a noticeable time.
        encoded = next(iter(known), "")
        if not check_password(password, encoded):
            encoded = make_password(password)

        width = max(len(role.username) for role in roles)
        for role in roles:
            is_superuser = role == ADMINISTRATORS
            user, _ = User.objects.update_or_create(
                username=role.username,
                defaults={
                    "password": encoded,
                    "email": f"{role.username}@example.org",  # mail to it is in the inbox of this machine
                    "is_superuser": is_superuser,
                    "is_staff": is_superuser,
                    "is_active": True,
                },
            )
            user.groups.set(Group.objects.filter(name=role.name))
            self.stdout.write(f"{role.username:{width}}  {password}  {role.name}")
