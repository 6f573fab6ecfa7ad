"""D143: connection not given."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D143",
    since="0.2.0",
    title="connection not given",
    why=(
        "The URL of a database holds a password. The project file is handed to verifiers and "
        "lies in version control, so it only names an environment variable; the URL is taken "
        "from there and shown nowhere."
    ),
    remedy=(
        "Set the variable to a URL such as postgresql://user:password@host:5432/name or "
        "sqlite:///history.db, for this program alone, and install what reads databases: pip "
        "install 'jcm-mrv[sql]'. Only PostgreSQL and SQLite are opened: of others no session is "
        "known here that surely cannot write; export their rows to a CSV file."
    ),
    bad='connection = "HISTORIAN_URL", and no such variable is set',
    good="HISTORIAN_URL=postgresql://reader:...@historian/plant jcm-mrv check",
)
