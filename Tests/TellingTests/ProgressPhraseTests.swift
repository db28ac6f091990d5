import AccountFiles
import Telling
import Testing

/// How far something is that takes long, on one line.
@Suite struct ProgressPhraseTests {
    @Test func `an import tells percent, rows, rate and what is left`() {
        let checking = ImportProgress(stage: .reading, rows: 250_000, fraction: 0.1)
        #expect(
            Phrases.importing(checking, after: .seconds(5)) == "Checking   10 %   250,000 rows   50,000/s   0:45 left"
        )
        let writing = ImportProgress(stage: .writing, rows: 470_000, fraction: 0.8)
        #expect(
            Phrases.importing(writing, after: .seconds(20)) == "Importing   80 %   470,000 rows   23,500/s   0:05 left"
        )
        #expect(
            Phrases.importing(.init(stage: .reading, rows: 0, fraction: 0), after: .seconds(2))
                == "Checking   0 %   0 rows"
        )
    }

    @Test func `a plan tells how many of how many`() {
        #expect(
            Phrases.planning(4_700, of: 10_000, after: .seconds(2))
                == "Planning   47 %   4,700 of 10,000   2,350/s   0:03 left"
        )
        #expect(Phrases.planning(0, of: 0, after: .seconds(2)) == "Planning   0 %   0 of 0")
    }
}
