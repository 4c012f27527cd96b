"""What is the matter with an installation, told before somebody's answer runs into it. Each part
looks at one thing and yields results; it changes nothing, and one that cannot look says so instead
of failing. A result is an id: how grave it is stands in one table here, its words and its remedy in
`templates/wording/zh.toml`.
"""
