/// What generated accounts are called.
enum Words {
    struct Script {
        var country: String
        var dial: String
        var latin: String
        var trades: [String]
        var forms: [String]
        var firstNames: [String]
        var lastNames: [String]
        var cities: [String]
    }

    static let mailboxes = [
        "info", "office", "it", "kontakt", "einkauf", "admin", "hello", "ops", "support", "b.lange",
    ]

    static let scripts =
        german + [
            Script(
                country: "PL",
                dial: "+48",
                latin: "piekarnia",
                trades: ["Piekarnia", "Apteka", "Księgarnia", "Drukarnia"],
                forms: ["Sp. z o.o.", "S.A.", "i Wspólnicy"],
                firstNames: ["Łukasz", "Małgorzata", "Zbigniew", "Agnieszka"],
                lastNames: syllables(
                    ["Łuka", "Wiś", "Dąb", "Kowal", "Nowa", "Zieli"],
                    ["sik", "niewski", "rowski", "ski", "czyk"]
                ),
                cities: ["Łódź", "Kraków", "Gdańsk", "Wrocław"]
            ),
            Script(
                country: "CZ",
                dial: "+420",
                latin: "pekarna",
                trades: ["Pekárna", "Tiskárna", "Lékárna"],
                forms: ["s.r.o.", "a.s."],
                firstNames: ["Jiří", "Tomáš", "Kateřina"],
                lastNames: syllables(["Dvo", "Novo", "Svo", "Žiž"], ["řák", "tný", "boda", "ek", "ková"]),
                cities: ["Praha", "Brno", "Plzeň"]
            ),
            Script(
                country: "DK",
                dial: "+45",
                latin: "bageri",
                trades: ["Bageri", "Trykkeri", "Hotel", "Købmand"],
                forms: ["A/S", "ApS"],
                firstNames: ["Søren", "Åse", "Jørgen"],
                lastNames: syllables(["Søren", "Jørgen", "Møl", "Øster"], ["sen", "gaard", "ler", "lund"]),
                cities: ["Århus", "København", "Odense"]
            ),
            Script(
                country: "FR",
                dial: "+33",
                latin: "boulangerie",
                trades: ["Boulangerie", "Imprimerie", "Hôtel", "Société"],
                forms: ["SARL", "S.A.", "& Fils"],
                firstNames: ["Renée", "François", "Zoë", "Hélène"],
                lastNames: syllables(["Lefè", "Mar", "Du", "Citro", "Beau"], ["vre", "tin", "pont", "ën", "mont"]),
                cities: ["Besançon", "Genève", "Paris", "Orléans"]
            ),
            Script(
                country: "ES",
                dial: "+34",
                latin: "cerveceria",
                trades: ["Cervecería", "Panadería", "Imprenta"],
                forms: ["S.L.", "S.A."],
                firstNames: ["Íñigo", "María", "José"],
                lastNames: syllables(["Nú", "Gar", "Iba", "Peña"], ["ñez", "cía", "rra", "lver"]),
                cities: ["Málaga", "A Coruña", "León"]
            ),
            Script(
                country: "TR",
                dial: "+90",
                latin: "firin",
                trades: ["Fırın", "Eczane", "Otel"],
                forms: ["A.Ş.", "Ltd. Şti."],
                firstNames: ["Işıl", "Gökçe", "Ömer"],
                lastNames: syllables(["Öz", "Yıl", "Şahin", "Çel"], ["türk", "dız", "oğlu", "ik"]),
                cities: ["İstanbul", "Diyarbakır", "İzmir"]
            ),
            Script(
                country: "GR",
                dial: "+30",
                latin: "artopoieio",
                trades: ["Αρτοποιείο", "Ξενοδοχείο", "Τυπογραφείο"],
                forms: ["Α.Ε.", "Ε.Π.Ε."],
                firstNames: ["Γιώργος", "Ελένη"],
                lastNames: syllables(["Παπα", "Κωνσταντ", "Γεωργ"], ["δόπουλος", "ινίδης", "ίου"]),
                cities: ["Αθήνα", "Θεσσαλονίκη"]
            ),
            Script(
                country: "BG",
                dial: "+359",
                latin: "pekarna-sofia",
                trades: ["Пекарна", "Хотел", "Печатница"],
                forms: ["ООД", "АД"],
                firstNames: ["Жулиета", "Петър"],
                lastNames: syllables(["Ива", "Петро", "Димит"], ["нов", "ва", "ров"]),
                cities: ["София", "Пловдив"]
            ),
            Script(
                country: "JP",
                dial: "+81",
                latin: "tokyo",
                trades: ["東京", "大阪", "ホテル"],
                forms: ["株式会社", "有限会社"],
                firstNames: ["太郎", "花子"],
                lastNames: syllables(["田", "山", "鈴", "佐"], ["中", "本", "木", "藤"]),
                cities: ["東京", "大阪市"]
            ),
        ]

    private static let german = (0..<8)
        .map { number in
            Script(
                country: number == 0 ? "CH" : number == 1 ? "AT" : "DE",
                dial: number == 0 ? "+41" : number == 1 ? "+43" : "+49",
                latin: [
                    "baeckerei", "hotel", "druckerei", "systemhaus", "apotheke", "gasthof", "weingut", "toepferei",
                ][number],
                trades: [
                    "Bäckerei", "Hotel", "Druckerei", "Systemhaus", "Apotheke", "Gasthof", "Weingut", "Töpferei",
                    "Kanzlei", "Praxis",
                ],
                forms: ["GmbH", "GmbH & Co. KG", "AG", "e.K.", "OHG"],
                firstNames: ["Jürgen", "Renate", "Björn", "Käthe", "Anna", "Max", "Zoë"],
                lastNames: syllables(
                    [
                        "Müll", "Schröd", "Weiß", "Groß", "Kopp", "Hab", "Bäum", "Sonn", "Lindn", "Fisch", "Brandt",
                        "Krüg", "Vogt", "Zieg",
                    ],
                    ["er", "ler", "mann", "ner", "hardt", "stein", "bach", "feld", "hofer", "ing"]
                ),
                cities: [
                    "München", "Köln", "Zürich", "Graz", "Nürnberg", "Düsseldorf", "Leipzig", "Basel", "Gießen",
                    "Lübeck",
                ]
            )
        }

    private static func syllables(_ first: [String], _ second: [String]) -> [String] {
        first.flatMap { first in second.map { first + $0 } }
    }
}
