"""A demonstration: people, answers and judgements that were made up."""
