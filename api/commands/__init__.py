"""The commands of `onrecord`, grouped in modules by the rooms they import: a load imports no web server."""
