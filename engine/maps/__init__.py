"""Pictures of flows, drawn without any program but this: cards in layers, joined by lines, as SVG."""
