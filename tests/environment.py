"""Set before Django reads its settings: tests run as the demo does, in a folder of their own."""

import os
import tempfile

os.environ.setdefault("DEBUG", "1")
os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="grassland-tests-"))
