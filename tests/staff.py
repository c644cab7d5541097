"""Signing in to the admin as one of the roles that `create_groups` makes."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client


def sign_in(client: Client, group: str) -> Client:
    """Sign in as a member of that group: “Southend editors”, “SET publishers” …"""
    call_command("create_groups", verbosity=0)
    user, _ = get_user_model().objects.get_or_create(username=group)
    user.groups.set([Group.objects.get(name=group)])
    client.force_login(user)
    return client
