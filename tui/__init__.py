"""The program around the screens: command line, app, terminal, kiosk, and delivery on paper or a stick.

`screens` and `content` never import it; `guide_base` is the app as its dialogs and actions know it. Some functions
import, because no quick command nor the kiosk's supervisor may load Textual, and pydantic is loaded only when a prep
is opened.
"""
