import Accounts
import FoundationEssentials
import Telling
import Workspace

/// How the operator left the console, so that the next one on the same workspace begins there.
struct ConsoleMemory: Hashable, Codable, Sendable {
    var list = ListView()

    private enum Member: String, CodingKey { case format, list }

    init(list: ListView = ListView()) { self.list = list }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Member.self)
        guard try values.decode(Int.self, forKey: .format) == Self.format else { throw KeptFile.Problem.foreign }
        list = try values.decode(ListView.self, forKey: .list)
    }

    func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Member.self)
        try values.encode(Self.format, forKey: .format)
        try values.encode(list, forKey: .list)
    }

    private static let format = 1

    static func file(in location: WorkspaceLocation) -> KeptFile { KeptFile("console.json", in: location) }
}

extension Console {
    /// How the console was left last time; the notice says why that is not known.
    static func recall(_ workspace: Workspace) -> (ConsoleMemory, Notice?) {
        let file = ConsoleMemory.file(in: workspace.location)
        do throws(KeptFile.Problem) {
            return (try file.read(ConsoleMemory.self) ?? ConsoleMemory(), nil)
        } catch {
            return (ConsoleMemory(), .notRecalled(file.path, error))
        }
    }

    /// How seldom it is written down while the console is open.
    static let leastAge: TimeInterval = 30

    private var memory: ConsoleMemory? { (screens.first as? AccountsScreen).map { ConsoleMemory(list: $0.view) } }

    /// Writes down how things are looked at, if that has changed and some time has passed.
    mutating func rememberSeldom() {
        let now = clock()
        guard now.timeIntervalSince(remembered.at) >= Self.leastAge, let memory, memory != remembered.memory else {
            return
        }
        remembered = (memory, now)
        if !isReadOnly { runner.run(.remember(memory)) }
    }

    /// Writes down how things are looked at, and all messages, before the console is gone.
    mutating func rememberLast() {
        guard !isReadOnly else { return }
        // What is still under way may be an earlier one that is not written yet.
        if let memory, memory != remembered.memory || runner.pending > 0 {
            remembered.memory = memory
            let file = ConsoleMemory.file(in: runner.workspace.location)
            do throws(KeptFile.Problem) {
                try file.write(memory)
            } catch {
                if !hasToldLoss { farewell.append(.notRemembered(file.path, error)) }
                hasToldLoss = true
            }
        }
        do throws(WriteFailure) {
            try runner.messages.flush()
        } catch {
            if !hasToldLoss { farewell.append(.messagesLost(error.reason)) }
        }
    }
}

extension Console {
    /// Puts a message into the log, and has it written down.
    mutating func keep(_ entry: MessageLog.Entry) {
        log.add(entry)
        guard !isReadOnly else { return }
        runner.messages.add(entry.line)
        // What was told before the earlier messages are read must not be read with them.
        if hasRecalled { runner.run(.keepMessages) }
    }

    mutating func takeEarlier(_ earlier: [MessageLog.Entry]) {
        log.take(earlier: earlier)
        hasRecalled = true
        if !isReadOnly { runner.run(.keepMessages) }
    }
}

extension EffectRunner {
    func remember(_ memory: ConsoleMemory) {
        let file = ConsoleMemory.file(in: workspace.location)
        do throws(KeptFile.Problem) {
            try file.write(memory)
        } catch {
            post(.notKept(.notRemembered(file.path, error)))
        }
    }

    /// Writes down what was told.
    func keepMessages() {
        do throws(WriteFailure) {
            try messages.flush()
        } catch {
            post(.notKept(.messagesLost(error.reason)))
        }
    }
}
