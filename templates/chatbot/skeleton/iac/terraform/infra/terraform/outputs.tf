output "address" {
  description = "Where the load balancer answers."
  value       = aws_lb.this.dns_name
}

output "weights" {
  description = "Share of the traffic by release, in per cent."
  value       = { stable = 100 - local.canary_weight, canary = local.canary_weight }
}
