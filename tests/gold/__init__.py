"""Articles that we wrote and annotated by hand, and how well the engine reads them. See README.md here."""
