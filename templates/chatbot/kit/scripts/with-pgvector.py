# /// script
# requires-python = ">=3.10,<3.13"
# dependencies = ["pgserver==0.1.4"]
# ///
"""Runs a command beside a PostgreSQL server that has pgvector, and stops the server after it.

Usage: uv run scripts/with-pgvector.py node --test src/retrieval/PostgresVectorIndex.test.ts

The command finds the server in the environment variable PGVECTOR_URL.
"""

import os
import subprocess
import sys
import tempfile

with tempfile.TemporaryDirectory() as folder:
    # The lock of pgserver lies there too.
    os.environ["XDG_RUNTIME_DIR"] = folder
    import pgserver

    server = pgserver.get_server(os.path.join(folder, "data"), cleanup_mode="delete")
    try:
        result = subprocess.run(sys.argv[1:], env={**os.environ, "PGVECTOR_URL": server.get_uri()})
    finally:
        server.cleanup()
sys.exit(result.returncode)
