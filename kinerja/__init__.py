"""Settings, addresses, the menu, and what every app stands on."""

__version__ = "0.9.1.dev0"
