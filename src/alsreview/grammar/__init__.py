"""Beside the checks: grammar and spelling through LanguageTool.

`language.load` reads what packs say, `session.Session` (or `session.run`) judges pages and gives a `GrammarOutcome`.
"""
