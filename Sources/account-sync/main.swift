import Commands
print("stub")
