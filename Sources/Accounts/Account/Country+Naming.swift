import Foundation

/// What people write instead of a country code.
extension Country {
    /// Finds the country that a text other than its code means: `UK`, `DEU`, `276`, `Deutschland`; nil if the text is
    /// ambiguous or unknown.
    package init?(meaning text: String) {
        let key = Self.key(text)
        guard let code = Self.code(key) ?? Self.withoutForm(key).flatMap(Self.code) else { return nil }
        self.init(code: code)
    }

    /// The letters and digits of a name; spellings differ in everything else.
    private static func key(_ text: String) -> String {
        text.folded.filter { $0.isLetter || $0.isNumber }
    }

    /// The name without its article and without a form of state such as "Republic of".
    private static func withoutForm(_ key: String) -> String? {
        for form in ["federalrepublicof", "republicof", "kingdomof", "stateof", "the"] where key.hasPrefix(form) {
            let rest = String(key.dropFirst(form.count))
            return code(rest) == nil ? withoutForm(rest) : rest
        }
        return nil
    }

    /// The alpha-2 code for the key of a code, name or alias.
    private static func code(_ key: String) -> String? { codes[key] ?? foreign[key] }

    private static let codes: [String: String] = {
        var codes: [String: String] = [:]
        for row in table { for text in row { codes[key(text)] = row[0] } }
        codes.merge(local(["en"])) { first, _ in first }
        return codes.merging(aliases) { first, _ in first }
    }()

    /// The names in other languages, which take a fifth of a second to read; a name that two countries share in
    /// different languages is left out.
    private static let foreign = local(languages)

    /// The names in some languages, from CLDR's data.
    private static func local(_ languages: [String]) -> [String: String] {
        var names: [String: Set<String>] = [:]
        for language in languages.map(Locale.init(identifier:)) {
            for country in all + [Country(code: "XK")].compactMap(\.self) {
                guard let name = language.localizedString(forRegionCode: country.code) else { continue }
                for spelling in name.foldedSpellings { names[key(spelling), default: []].insert(country.code) }
            }
        }
        return names.compactMapValues { $0.count == 1 ? $0.first : nil }
    }

    private static let languages = [
        "de", "fr", "es", "it", "nl", "pt", "da", "sv", "nb", "fi", "is", "pl", "cs", "sk", "hu", "ro", "bg", "el",
        "hr", "sl", "sr", "bs", "mk", "sq", "et", "lv", "lt", "ga", "mt", "lb", "ca", "tr", "uk", "ru", "ka", "hy",
        "he", "ar", "fa", "hi", "id", "th", "vi", "ja", "ko", "zh", "zh_Hant",
    ]

    /// What people write for a country although it is neither its code nor its name: reserved and withdrawn codes,
    /// parts of countries, short forms.
    private static let aliases: [String: String] = [
        "uk": "GB", "greatbritain": "GB", "britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB",
        "northernireland": "GB", "unitedkingdom": "GB", "eng": "GB", "sco": "GB", "el": "GR", "hellas": "GR",
        "holland": "NL", "eire": "IE", "republicofireland": "IE", "brd": "DE", "ger": "DE", "dd": "DE", "ddr": "DE",
        "sui": "CH", "america": "US", "unitedstates": "US", "usofa": "US", "uae": "AE", "ksa": "SA", "rsa": "ZA",
        "prc": "CN", "korea": "KR", "republicofkorea": "KR", "southkorea": "KR", "northkorea": "KP", "roc": "TW",
        "drc": "CD", "zr": "CD", "zaire": "CD", "burma": "MM", "bu": "MM", "czechrepublic": "CZ", "macedonia": "MK",
        "turkey": "TR", "ivorycoast": "CI", "capeverde": "CV", "swaziland": "SZ", "easttimor": "TL", "tp": "TL",
        "vatican": "VA", "su": "RU", "fx": "FR", "ic": "ES", "ea": "ES", "ac": "SH", "ta": "SH",
        "kosovo": "XK", "xkx": "XK",
    ]
}
