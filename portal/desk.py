"""What goes out to everyone at once, under one entry of the admin's menu: an app puts its lists there by `menu_hook = DESK`."""

from wagtail.admin.viewsets.base import ViewSetGroup

DESK = "register_desk_menu_item"


class Desk(ViewSetGroup):
    """Newsletters, who gets them, campaigns, banners. Shown to whoever may see one of them."""

    menu_label = "News and alerts"
    menu_name = "desk"
    menu_icon = "mail"
    menu_order = 335
    submenu_hook = DESK
