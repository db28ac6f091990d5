/// What is typed, letter by letter: frequent, rare and absent words of several scripts, two words, negations and terms.
func typedWords() -> [String] {
    [
        "hotel", "gmbh", "example", "info", "müller", "muller", "mueller baeckerei", "weiss", "zürich", "kd-1020015",
        "kd1020015", "7916464", "+49 505", "505", "dbx-9e377", "qxz", "xylophon", "zzzz", "renée", "lukasik", "łódź",
        "istanbul", "παπαδοπουλος", "софия", "東京", "株式会社", "hotle", "b.lange@", "office@hotel", "ag", "e.k.",
        "hotel !ag", "!gmbh hotel", "status:synchronized hotel", "role:reseller weiss", "country:ch hotel", "!e",
        "parent:res-10001", "parent:hotel", "storefront:yes", "name:sonn", "email:info", "code:kd-10",
        "changed:2024-05",
        "50330", "res-10", "a", "e", "s", "th", "ei", "er", "in", "\"gmbh & co", "schroeder druckerei", "groß|klein",
        "system:acronis", "status:in-doubt", "sonnenstein", "anna", "köln praxis", "!status:synchronized country:de",
    ]
}
