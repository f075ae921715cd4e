from graph.engine.commands import app

app(prog_name="python -m graph.engine")
