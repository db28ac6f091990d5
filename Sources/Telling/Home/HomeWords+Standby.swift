package import FoundationEssentials
package import Synchronizing

extension HomeWords {
    /// The reading as lines, of a book whose server may only follow another one: then it says that in place of being at
    /// home.
    package static func lines(
        _ reading: HomeReading,
        book: String,
        isStandby: Bool,
        closing: Closing? = nil,
        at now: Date
    ) -> [String] {
        let usual = lines(reading, book: book, closing: closing, at: now)
        guard isStandby, closing == nil, reading.away == nil else { return usual }
        return ["On a standby: \(book) can only be read here. Nothing is sent from here."] + usual.dropFirst()
    }
}
