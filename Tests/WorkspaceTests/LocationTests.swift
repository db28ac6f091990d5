import Foundation
import Testing
import Workspace

/// Where a workspace lies.
@Suite struct LocationTests {
    private func path(_ given: String?, _ environment: [String: String]) -> String {
        WorkspaceLocation(given: given, environment: environment).path
    }

    @Test func `the flag goes before the variable, and that before the usual place`() {
        let variable = ["ACCOUNT_SYNC_WORKSPACE": "/v", "XDG_DATA_HOME": "/x", "HOME": "/h"]
        #expect(path("/f", variable) == "/f")
        #expect(path(nil, variable) == "/v")
        #expect(path(nil, ["XDG_DATA_HOME": "/x", "HOME": "/h"]) == "/x/account-sync/workspace")
        #expect(path(nil, ["HOME": "/h"]) == "/h/.local/share/account-sync/workspace")
        #expect(WorkspaceLocation.demo(environment: ["HOME": "/h"]).path == "/h/.local/share/account-sync/demo")
    }

    @Test func `empty and relative values of XDG are passed over, as its specification says`() {
        for value in ["", "relative"] {
            #expect(
                path(nil, ["ACCOUNT_SYNC_WORKSPACE": "", "XDG_DATA_HOME": value, "HOME": "/h"])
                    == "/h/.local/share/account-sync/workspace"
            )
        }
    }

    @Test func `an empty directory that is given is not the usual one`() {
        let usual = path(nil, ["HOME": "/h"])
        #expect(path("", ["HOME": "/h"]) != usual)
        #expect(path(nil, ["ACCOUNT_SYNC_WORKSPACE": " ", "HOME": "/h"]) == usual)
    }

    @Test func `a relative path is one from here, and a slash at the end is none`() {
        let here = FileManager.default.currentDirectoryPath
        #expect(path("ws/", [:]) == here + "/ws")
        #expect(path("/a/b/", [:]) == "/a/b")
        let location = WorkspaceLocation(path: "/a/b")
        #expect(location.name == "b")
        #expect(location.file("secrets/key") == "/a/b/secrets/key")
        #expect(location.file("/elsewhere") == "/elsewhere")
    }

    @Test func `a URI or a service names a book, whose own things have a folder in the state directory`() {
        let environment = ["XDG_STATE_HOME": "/s", "HOME": "/h"]
        func location(_ given: String) -> WorkspaceLocation {
            WorkspaceLocation(given: given, environment: environment)
        }
        let book = location("postgresql://anna@db.example/book?sslmode=disable")
        #expect(book.book == "postgresql://anna@db.example/book?sslmode=disable")
        #expect(book.shown == "postgresql://db.example/book" && book.name == "book")
        #expect(book.path.hasPrefix("/s/account-sync/books/db.example_book-"))
        #expect(location("postgresql://db.example/other").path != book.path)
        #expect(location("postgresql://anna@db.example/book?sslmode=require").path != book.path)
        #expect(location("service=book").shown == "service=book" && location("service=book").book == "service=book")
        #expect(location("/srv/book").book == nil && location("/srv/book").shown == "/srv/book")
        let variable = ["ACCOUNT_SYNC_WORKSPACE": "service=book", "HOME": "/h"]
        let usual = WorkspaceLocation(given: nil, environment: variable)
        #expect(usual.book == "service=book" && usual.path.hasPrefix("/h/.local/state/account-sync/books/"))
    }
}
