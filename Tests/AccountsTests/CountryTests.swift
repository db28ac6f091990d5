import Testing

@testable import Accounts

struct CountryTests {
    @Test func `the table is ISO 3166-1`() {
        #expect(Country.all.count == 249)
        #expect(Set(Country.all.map(\.code)).count == 249)
        #expect(Country(code: "de")?.name == "Germany")
        #expect(Country(code: " DE ")?.code == "DE")
        for code in ["XX", "DEU", "UK", "EL", "Germany", "", "D", "276", "ZZ", "A1", "Ä", "AD A"] {
            #expect(Country(code: code) == nil, "\(code)")
        }
        // The first and the last line of it.
        #expect(Country(code: "AD")?.name == "Andorra" && Country(code: "ZW")?.name == "Zimbabwe")
        #expect(Country.all.map(\.name) == Country.table.sorted { $0[0] < $1[0] }.map { $0[3] })
    }

    @Test(arguments: [
        ("UK", "GB"), ("uk", "GB"), ("U.K.", "GB"), ("EL", "GR"), ("Germany", "DE"), ("DEU", "DE"), ("deu", "DE"),
        ("Deutschland", "DE"), ("276", "DE"), ("Österreich", "AT"), ("OESTERREICH", "AT"), ("Schweiz", "CH"),
        ("Suisse", "CH"),
        ("España", "ES"), ("espana", "ES"), ("Sverige", "SE"), ("Ελλάδα", "GR"), ("Россия", "RU"), ("日本", "JP"),
        ("The Netherlands", "NL"), ("Holland", "NL"), ("USA", "US"), ("U.S.A.", "US"), ("United States", "US"),
        ("Great Britain", "GB"), ("Scotland", "GB"), ("Czech Republic", "CZ"), ("Turkey", "TR"), ("Türkiye", "TR"),
        ("Republic of Ireland", "IE"), ("Federal Republic of Germany", "DE"), ("South Korea", "KR"),
        ("Côte d'Ivoire", "CI"),
        ("Ivory Coast", "CI"), ("Kosovo", "XK"), ("ＤＥ", "DE"), ("D.E.", "DE"), ("Polska", "PL"), ("Magyarország", "HU"),
    ])
    func `what is written for a country names its code`(text: String, code: String) {
        #expect(Country(meaning: text)?.code == code)
    }

    @Test(arguments: ["", "XX", "ZZ", "nowhere", "Euro", "EU", "!", "the", "republic of"])
    func `what means no country, or nobody knows which, names none`(text: String) {
        #expect(Country(meaning: text) == nil)
    }

    @Test func `every country is known by its three letters, its number and its name`() {
        for country in Country.all { #expect(Country(meaning: country.name) == country, "\(country.name)") }
    }

    @Test func `Kosovo has a code that the standard leaves to its users`() {
        #expect(Country(code: "xk")?.name == "Kosovo")
        #expect(Country(code: "XK")?.isUserAssigned == true)
        #expect(Country(code: "DE")?.isUserAssigned == false)
    }
}
