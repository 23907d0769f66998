"""Why people leave: boxes, when a pool is released, and what is shown of it."""
