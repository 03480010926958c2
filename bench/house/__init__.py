"""The house measured: how well the product's files are arranged, and what a save costs.

    python -m bench.house [ROOT]              a table of every figure with its goal
    python -m bench.house [ROOT] --list NAME  the places behind one figure
    python -m bench.house [ROOT] --json       the figures for another program
    python -m bench.house [ROOT] --save       also what a save, a judgement and the pages cost: needs the venv

ROOT is any checkout of Kinerja, else this one. Everything but `--save` reads files with the standard library
alone. "Product" is the Python of kinerja/, indicators/ and assessments/ without migrations.

  folder      modules directly in the largest folder, without __init__.py
  classes     classes whose name another class of the same app has; Command and nested classes are no names
  functions   module-level functions whose name stands in other modules too; views, commands and what a
              registry asks for are counted apart
  echoes      functions named as their module: ranking.ranking
  states      collections of two or more worksheet states outside the workflow room; `state-names` tells
              where a single one is named
  tags        control tags (if, elif, else, for, empty, with, ifchanged) of the worst template
  wide        lines of templates over 120 characters
  strict      lines that mypy judges strictly, of all lines of the product
  relaxed     checks that the settings of mypy take back
  ignores     `# type: ignore`; `ignores-bare` without a code or without a reason behind it
  any, cast   uses of the name Any and calls of cast
  hollow      bindings to names that say nothing of what they hold, of all bindings; lambdas and
              comprehensions are too short to need better
  hollow-defs functions with such names
  length      lines of the median function, of the 90th of 100, and of the longest
  product, tests, templates, css, js          how much there is
  save-*, judge-*, cost-*   statements, scorings, forms and processor time: see saving.py
"""
