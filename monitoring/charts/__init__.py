"""Pictures: a tidy frame in, a Plotly figure or HTML out. They fetch nothing and draw nothing on a page."""
