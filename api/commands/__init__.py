"""The commands of `onrecord`, a module for each that needs the same rooms: a load imports no web server."""
