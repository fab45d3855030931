"""The fictional example: invented countries and figures that tell the stories a demonstration needs.

It is written as workbooks in our own template and submitted through the same intake as any sheet.
"""
