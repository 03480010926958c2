"""Rooms, the floors inside them and the layers inside districts: who may lean on whom."""

TOPS = ("kinerja", "indicators", "assessments")
APPS = ("kinerja.regions", "kinerja.accounts", "indicators", "assessments", "assessments.iku")
PURE = ("kinerja.numbers", "indicators.scoring", "indicators.lint", "indicators.iku", "assessments.workflow")

# Low to high. A name stands for all that is under it too; the longest one that fits a module is its room.
ROOMS: tuple[tuple[str, ...], ...] = (
    *((name,) for name in PURE),
    tuple(
        f"kinerja.{name}"
        for name in (
            *("refusals", "ids", "fields", "env", "logs", "middleware", "static_files", "workbook"),
            *("files", "uploads", "page_parts", "paging", "slots", "templatetags"),
        )
    ),
    *((name,) for name in APPS),
    ("kinerja",),  # urls, views, settings, navigation, wsgi: whatever no room may lean on
)
# Low to high inside an app, by the first name below it; those of one line do not know each other.
ASSESSMENTS = (
    *(("workflow",), ("models",), ("access",), ("files",), ("scores",), ("records",), ("papers",)),
    *(("entry",), ("evidence", "workbook"), ("transitions",), ("home",), ("sending",), ("review",)),
    *(("ranking",), ("jury",), ("stages",), ("team",), ("results",), ("years",), ("archive",)),
    *(("comparison", "dashboard", "revision", "audit"), ("iku",), ("demo",)),
    ("urls", "admin", "management", "apps", "converters"),
)
INDICATORS = (
    *(("scoring", "lint", "iku"), ("models",), ("access",), ("rows",), ("editions",), ("exchange",)),
    *(("forms", "printing"), ("views",), ("urls", "admin", "management", "apps")),
)
SMALL = (  # an app of one job: accounts, regions, iku
    *(
        ("models",),
        (
            "access",
            "audit",
            "backends",
            "passwords",
            "requests",
            "villages",
            "abbreviations",
            "logos",
            "slots",
        ),
        ("services",),
    ),
    *(("forms", "printing", "middleware", "roster"),),
    *(("views", "people_views", "person_views", "roster_views", "logo_views"),),
    ("urls", "admin", "management", "templatetags", "apps"),
)
FLOORS = dict.fromkeys(APPS, SMALL) | {"assessments": ASSESSMENTS, "indicators": INDICATORS}
# Low to high inside a district of assessments and across them, by any name on the way; others are services.
LAYERS = (("forms",), ("printing", "paper"), ("page",), ("views",), ("urls",))
# What is no part of a district knows all layers.
OUTSIDE = ("admin", "management", "urls", "apps", "converters", "demo")


def is_under(name: str, parent: str) -> bool:
    return name == parent or name.startswith(f"{parent}.")


def room_of(name: str) -> int:
    fitting = [(len(it), rank) for rank, names in enumerate(ROOMS) for it in names if is_under(name, it)]
    return max(fitting)[1]


def app_of(name: str) -> str:
    """The app that a module is in, the innermost of several; empty for what is in none."""
    return max((app for app in APPS if name.startswith(f"{app}.")), key=len, default="")


def floor_of(name: str) -> int | None:
    """The height inside its app; None for a name that has no place there."""
    app = app_of(name)
    part = name.removeprefix(f"{app}.").split(".")[0]
    return next((height for height, names in enumerate(FLOORS[app]) if part in names), None)


def district_of(name: str) -> str:
    return name.removeprefix(f"{app_of(name)}.").split(".")[0]


def layer_of(name: str) -> int:
    """Services are lowest, then forms, papers, what a page shows, views and addresses."""
    parts = name.removeprefix(f"{app_of(name)}.").split(".")
    if parts[0] in OUTSIDE:
        return len(LAYERS)
    return max((rank for rank, names in enumerate(LAYERS, 1) if set(names) & set(parts)), default=0)


def higher_inside(name: str, target: str) -> str:
    """The same between two modules of one app."""
    floor, other = floor_of(name) or 0, floor_of(target) or 0
    if other > floor:
        return "a higher floor"
    if app_of(name) != "assessments":
        return ""
    if other == floor and district_of(name) != district_of(target) and district_of(name) not in OUTSIDE:
        return "a district beside"
    return "a higher layer" if layer_of(target) > layer_of(name) else ""
