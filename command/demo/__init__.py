"""The fictional banner of the demo: its land, its people, and what they do all day."""
