# Mistakes in the settings file and in environment variables.

# $what (String)
config-in-file = Settings file: { $what }
# $line (String)
# $what (String)
config-in-line = Settings file, line { $line }: { $what }
# $name (String)
# $what (String)
config-in-variable = Environment variable { $name }: { $what }
# $file (String)
# $what (String)
config-in-secret-file = { $file }: { $what }
# $detail (String)
config-unreadable = It cannot be read ({ $detail }).
config-too-large = The file is too large. Keep it within 1 MiB.
# $detail (String)
config-syntax = This is not valid TOML ({ $detail }).
# $name (String)
config-unknown = There is no setting { $name }.
# $name (String)
config-not-a-section = { $name } is a section: begin it with [{ $name }].
# $name (String)
config-not-a-list = { $name } may be there several times: begin each with [[{ $name }]].
# $name (String)
config-expected-text = { $name } takes text in quotes.
# $name (String)
# $min (String)
# $max (String)
config-expected-number = { $name } takes a whole number from { $min } to { $max }.
# $name (String)
config-expected-bool = { $name } takes true or false.
# $name (String)
config-expected-networks = { $name } takes a list of networks, such as ["10.0.0.0/8", "2001:db8::/32"].
# $name (String)
# $words (String)
config-expected-word = { $name } takes one of { $words }.
# $name (String)
config-expected-socket = { $name } takes an IP address and a port, such as "127.0.0.1:8080".
# $name (String)
config-expected-address = { $name } takes an address such as "https://status.example.jp", without a slash at its end.
# $name (String)
config-expected-database = { $name } takes sqlite:///… or postgres://….
# $one (String)
# $other (String)
config-both = Give either { $one } or { $other }, not both.
# $name (String)
config-expected-contacts = { $name } takes a list of addresses such as ["mailto:security@example.jp", "https://example.jp/report"].
# $name (String)
config-expected-languages = { $name } takes a list of languages such as ["ja", "en"].
# $name (String)
config-expected-web-address = { $name } takes an address that begins with https://.
# $name (String)
config-expected-moment = { $name } takes a date with a time, such as "2027-04-01T00:00:00+09:00".
# $one (String)
# $other (String)
config-needs = { $one } does nothing without { $other }. Give both.
# $name (String)
config-expected-mail-address = { $name } takes one mail address, such as "status@example.jp".
# $name (String)
config-expected-host = { $name } takes the name of a host, such as "mail.example.jp".
# $name (String)
config-expected-suffixes = { $name } takes a list of domains or of ends of the names of mail servers, such as ["example.jp", "mx.example.ad.jp"].
# $name (String)
# $value (String)
config-twice = There is another one whose { $name } is { $value }. Give each a name of its own.
