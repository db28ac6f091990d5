/// What must hold, whatever goes wrong: the invariants by their numbers, rules of docs/reliability.md with an R, and
/// what else an attack looks for.
package enum Invariant: String, Sendable, Codable, CaseIterable {
    /// At most one create is executed for an account in a generation.
    case oneCreate = "I1"
    /// Every create that the vendor executed is known here.
    case createsAreKnown = "I2"
    /// Nothing is synchronized without an id that the vendor knows as this account's.
    case idsAreTheVendors = "I3"
    /// The intent is committed before the first byte.
    case intentBeforeSend = "I4"
    /// Nothing is sent after a failed commit, nothing is done twice because of one, and what it kept from being written
    /// is reported.
    case failuresAreHeeded = "I5"
    /// No child is sent before its parent is synchronized.
    case parentFirst = "I6"
    /// The history is only added to, and every send is one attempt in it.
    case historyStays = "I7"
    /// A second recovery changes nothing.
    case recoveryIsDoneOnce = "I8"
    /// States move along allowed edges only.
    case allowedEdges = "I9"
    /// The database is sound.
    case soundStore = "I10"
    /// No secret is written or said.
    case secretsStay = "I11"
    /// A restart asks the vendor nothing.
    case restartIsQuiet = "I12"

    /// A living process keeps what it sends.
    case ownersKeep = "R2"
    /// Whether an account is there is asked, and answered, before it is sent or adopted.
    case existsIsAsked = "R3"
    /// An exchange is judged by the table.
    case judgedByTable = "R5"

    /// The first byte comes before the deadline.
    case deadline
    /// What is sent was made from what is so.
    case basis
    /// What is taken over belonged to a dead process.
    case owner
    /// No id is linked to two accounts.
    case conflict
    /// In the end everything is synchronized.
    case end
    /// The attack itself does what it should.
    case attack
}

/// An invariant that was broken.
package struct Violation: Sendable, Hashable, Codable, CustomStringConvertible {
    package var invariant: Invariant
    /// What was seen.
    package var sentence: String
    /// How the run that broke it is replayed.
    package var replay: String?

    package init(_ invariant: Invariant, _ sentence: String, replay: String? = nil) {
        self.invariant = invariant
        self.sentence = sentence
        self.replay = replay
    }

    /// Both, and how to replay it.
    package var description: String {
        "\(invariant.rawValue): \(sentence)\(replay.map { " (replay: \($0))" } ?? "")"
    }
}
