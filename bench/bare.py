"""The yardstick: a Textual app with one Input and a Footer."""

from textual.app import App, ComposeResult
from textual.widgets import Footer, Input


class Bare(App[None]):
    def compose(self) -> ComposeResult:
        yield Input(placeholder="type here")
        yield Footer()


if __name__ == "__main__":
    Bare().run()
