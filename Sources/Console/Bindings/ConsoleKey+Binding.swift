import Telling
import TextScreen

extension Bindings {
    static func key(of command: Command, in context: Context) -> Key? {
        all(in: context).first { $0.command == command }?.keys[0]
    }

    static func name(of command: Command, in context: Context) -> String { key(of: command, in: context)?.name ?? "" }

    static func name(of key: ConsoleKey) -> String {
        let (context, command) = key.binding
        return name(of: command, in: context)
    }
}

extension ConsoleKey {
    var binding: (Context, Command) {
        switch self {
        case .cases: (.accounts, .cases)
        case .ask: (.caseDetails, .ask)
        case .adopt: (.caseDetails, .adopt)
        case .adoptTyped: (.caseDetails, .adoptTyped)
        case .sendAgain: (.caseDetails, .sendAgain)
        case .abandon: (.caseDetails, .abandon)
        case .liftPause: (.systems, .liftPause)
        case .showCase: (.cases, .open)
        case .retry: (.cases, .retry)
        case .nextKind: (.cases, .nextKind)
        case .tryAgain: (.outcome, .tryAgain)
        case .resellersForm: (.form, .resellersForm)
        case .askFirst: (.form, .askFirst)
        case .mark: (.accounts, .mark)
        case .bulk: (.accounts, .bulk)
        case .bulkRun: (.accounts, .ledger)
        case .goOn: (.ledger, .runAgain)
        case .retryFailed: (.ledger, .retryFailed)
        case .showAccount: (.ledger, .open)
        case .storefrontToo: (.plan, .toggleStorefront)
        case .tree: (.accounts, .treeOrFlat)
        case .clearFilter: (.accounts, .back)
        case .takeSpelling: (.filter, .takeSpelling)
        case .refresh: (.accounts, .refresh)
        case .mouse: (.accounts, .mouse)
        case .markFamily: (.accounts, .markFamily)
        case .quit: (.accounts, .quit)
        case .log: (.accounts, .log)
        case .bss: (.accounts, .bss)
        case .runs: (.accounts, .runs)
        case .approveListed: (.runs, .approveRun)
        case .approveRun: (.cases, .approveRun)
        case .joinRun: (.cases, .join)
        case .showPassword: (.outcome, .showPassword)
        case .stay: (.confirm, .back)
        }
    }
}

extension KeyedText {
    var named: String { text(Bindings.name(of:)) }
}

extension Notice {
    var consoleLines: [String] { lines(naming: Bindings.name(of:)) }
}
