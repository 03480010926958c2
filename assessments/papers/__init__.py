"""What every paper needs: figures, sentences of policies, PDF and DOCX, seals, charts, downloads."""
