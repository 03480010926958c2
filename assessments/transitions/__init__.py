"""The one gate through which a worksheet moves from state to state, with what it asks and whom it tells."""
