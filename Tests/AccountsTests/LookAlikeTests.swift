import Accounts
import Testing

struct LookAlikeTests {
    @Test(
        arguments: [
            ("\u{2010}", LookAlike.dash), ("\u{2011}", .dash), ("\u{2013}", .dash), ("\u{2014}", .dash),
            ("\u{2212}", .dash),
            ("\u{FE63}", .dash), ("\u{FF0D}", .dash), ("\u{2043}", .dash), ("\u{2D7}", .dash), ("\u{A0}", .space),
            ("\u{202F}", .space), ("\u{3000}", .space), ("\u{2009}", .space), ("７", .digit(7)), ("٣", .digit(3)),
            ("५", .digit(5)),
            ("𝟙", .digit(1)),
        ] as [(Unicode.Scalar, LookAlike)]
    )
    func `a dash, a space or a digit is another one`(scalar: Unicode.Scalar, plain: LookAlike) {
        #expect(scalar.lookAlike == plain)
        #expect(scalar.lookAlikeInIdentifier == plain)
    }

    @Test(
        arguments: [
            ("А", "A"), ("а", "a"), ("Ρ", "P"), ("ο", "o"), ("Ѕ", "S"), ("ѕ", "s"), ("Ｒ", "R"), ("ｒ", "r"), ("і", "i"),
            ("ı", "i"),
            ("Ⅰ", "I"), ("ⅼ", "l"), ("𝐑", "R"), ("：", ":"), ("／", "/"), ("օ", "o"), ("З", "3"), ("Τ", "T"), ("Ԛ", "Q"),
            ("Ӏ", "I"),
        ] as [(Unicode.Scalar, Unicode.Scalar)]
    )
    func `a letter of another script is a mistake in an identifier only`(scalar: Unicode.Scalar, plain: Unicode.Scalar)
    {
        #expect(scalar.lookAlike == nil)
        #expect(scalar.lookAlikeInIdentifier == .ascii(plain))
    }

    @Test func `ASCII, accents and other letters look like nothing else`() {
        for scalar in "aZ09-_ :/äßøłЖЯΩ東あ€€".unicodeScalars {
            #expect(scalar.lookAlikeInIdentifier == nil, "\(scalar)")
        }
    }
}
