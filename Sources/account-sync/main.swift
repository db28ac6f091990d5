import Commands

AccountSync.run()
