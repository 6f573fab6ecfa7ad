"""A bare typer app of two commands, to compare the cost of a help text with."""

import typer

app = typer.Typer()


@app.command()
def check(path: str) -> None:
    """Check a path."""
    typer.echo(path)


@app.command()
def calculate(path: str) -> None:
    """Calculate a path."""
    typer.echo(path)


app()
